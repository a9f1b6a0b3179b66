package dev.meridian.wrong.elsewhere;

final class Stray {}
