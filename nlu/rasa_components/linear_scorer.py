"""Settles how the intents' scores are computed: one logistic regression each, stored as plain numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

NUMBERS, NAMES = "intents.npz", "intents.json"


class LinearScorer:
    """Scores lists of features.

    Attributes:
        classes: the intents, in the order of the columns.
        vocabulary: the row of each known feature.
        weights: rows by columns; bias: by column.
    """

    def __init__(self, classes: list[str], vocabulary: dict[str, int], weights: np.ndarray, bias: np.ndarray) -> None:
        """See `learn` and `read`."""
        self.classes, self.vocabulary, self.weights, self.bias = classes, vocabulary, weights, bias

    @classmethod
    def learn(
        cls, features: Sequence[Sequence[str]], labels: Sequence[frozenset[str]], *, strength: float
    ) -> LinearScorer:
        """Fit each intent against all others.

        Args:
            features: of each example; a feature counts once.
            labels: the intents of each example.
            strength: sklearn's C.
        """
        vectorizer = CountVectorizer(analyzer=_as_is, binary=True, dtype=np.float64)
        rows = vectorizer.fit_transform(features)
        classes = sorted(frozenset().union(*labels))
        fitted = [
            LogisticRegression(C=strength, solver="liblinear", random_state=0).fit(
                rows, [name in own for own in labels]
            )
            for name in classes
        ]
        vocabulary = {name: int(row) for name, row in vectorizer.vocabulary_.items()}
        weights = np.stack([model.coef_[0] for model in fitted], axis=1).astype(np.float32)
        return cls(classes, vocabulary, weights, np.array([model.intercept_[0] for model in fitted], np.float32))

    def scores(self, features: Sequence[str]) -> dict[str, float]:
        """How likely each intent is, 0..1, each by itself."""
        rows = sorted({row for name in features if (row := self.vocabulary.get(name)) is not None})
        sums = self.weights[rows].sum(axis=0) + self.bias
        return dict(zip(self.classes, (1 / (1 + np.exp(-sums))).tolist(), strict=True))

    def write(self, folder: Path) -> None:
        """Store it."""
        np.savez_compressed(folder / NUMBERS, weights=self.weights, bias=self.bias)
        names = {"classes": self.classes, "features": sorted(self.vocabulary, key=lambda name: self.vocabulary[name])}
        (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> LinearScorer:
        """What `write` stored."""
        names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
        with np.load(folder / NUMBERS, allow_pickle=False) as numbers:
            vocabulary = {name: row for row, name in enumerate(names["features"])}
            return cls(names["classes"], vocabulary, numbers["weights"], numbers["bias"])


def _as_is(features: Sequence[str]) -> Sequence[str]:
    return features
