"""Settles from which value on a blood pressure is marked. It marks for the eye; it classifies nobody."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PressureTarget:
    """Controlled means below both limits, mmHg (国家基本公共卫生服务规范 第三版, 高血压患者健康管理)."""

    systolic: float = 140
    diastolic: float = 90

    def is_high(self, systolic: float, diastolic: float) -> bool:
        """True when either value reaches its limit."""
        return systolic >= self.systolic or diastolic >= self.diastolic

    def __str__(self) -> str:
        return f"{self.systolic:g}/{self.diastolic:g}"
