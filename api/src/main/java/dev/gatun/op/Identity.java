package dev.gatun.op;

/// Its input, unchanged. Input: x.
public record Identity() implements Op {}
