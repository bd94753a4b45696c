"""Stub"""


def construir_grande(saida, escala): ...
