package dev.gatun.op;

import dev.gatun.Tensor;
import org.jspecify.annotations.Nullable;

/// A tensor of one repeated value. Input: dims (INT64) at 0 while `dims` is null.
///
/// @param value one element
/// @param dims the shape; null: not bound yet
public record ConstantOfShape(Tensor value, @Nullable Ints dims) implements Op {}
