"""Making the environments a clone needs: standard library only, since nothing is installed yet when this runs."""
