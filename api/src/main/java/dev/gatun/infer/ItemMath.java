package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.op.Binary;
import dev.gatun.op.Unary;

/// Arithmetic on single [Item]s. What cannot be computed is [Item.Unclear]; a symbol survives what
/// leaves it unchanged.
///
/// Binary32 results are computed in binary64 and rounded once more, which is exact for + − × ÷ √
/// (Figueroa 1995).
final class ItemMath {
  private static final Item ZERO = new Item.Whole(0);
  private static final Item ONE = new Item.Whole(1);

  private ItemMath() {}

  static Item binary(Binary.Kind kind, DType dtype, Item a, Item b) {
    if (a instanceof Item.Whole p && b instanceof Item.Whole q) {
      return whole(kind, dtype, p.value(), q.value());
    }
    if (a.isKnown() && b.isKnown()) {
      return real(kind, dtype, number(a), number(b));
    }
    return symbolic(kind, a, b);
  }

  private static double number(Item item) {
    return switch (item) {
      case Item.Whole whole -> whole.value();
      case Item.Real real -> real.value();
      case Item.Named _, Item.Unclear _ ->
          throw new IllegalArgumentException("not a number: " + item);
    };
  }

  private static Item whole(Binary.Kind kind, DType dtype, long a, long b) {
    return switch (kind) {
      case ADD -> integer(dtype, a + b);
      case SUB -> integer(dtype, a - b);
      case MUL -> integer(dtype, a * b);
      case DIV -> b == 0 ? Item.Unclear.ITEM : integer(dtype, a / b);
      case MOD -> b == 0 ? Item.Unclear.ITEM : integer(dtype, Math.floorMod(a, b));
      case FMOD -> b == 0 ? Item.Unclear.ITEM : integer(dtype, a % b);
      case MIN -> new Item.Whole(Math.min(a, b));
      case MAX -> new Item.Whole(Math.max(a, b));
      case PRELU -> integer(dtype, a < 0 ? a * b : a);
      case AND -> truth(a != 0 && b != 0);
      case OR -> truth(a != 0 || b != 0);
      case XOR -> truth(a != 0 ^ b != 0);
      case BITWISE_AND -> new Item.Whole(a & b);
      case BITWISE_OR -> new Item.Whole(a | b);
      case BITWISE_XOR -> new Item.Whole(a ^ b);
      case EQUAL -> truth(a == b);
      case LESS -> truth(a < b);
      case LESS_OR_EQUAL -> truth(a <= b);
      case GREATER -> truth(a > b);
      case GREATER_OR_EQUAL -> truth(a >= b);
      case POW, SHIFT_LEFT, SHIFT_RIGHT -> Item.Unclear.ITEM;
    };
  }

  private static Item real(Binary.Kind kind, DType dtype, double a, double b) {
    return switch (kind) {
      case ADD -> rounded(dtype, a + b);
      case SUB -> rounded(dtype, a - b);
      case MUL -> rounded(dtype, a * b);
      case DIV -> rounded(dtype, a / b);
      case MIN -> rounded(dtype, Math.min(a, b));
      case MAX -> rounded(dtype, Math.max(a, b));
      case EQUAL -> truth(a == b);
      case LESS -> truth(a < b);
      case LESS_OR_EQUAL -> truth(a <= b);
      case GREATER -> truth(a > b);
      case GREATER_OR_EQUAL -> truth(a >= b);
      case POW,
          MOD,
          FMOD,
          PRELU,
          AND,
          OR,
          XOR,
          BITWISE_AND,
          BITWISE_OR,
          BITWISE_XOR,
          SHIFT_LEFT,
          SHIFT_RIGHT ->
          Item.Unclear.ITEM;
    };
  }

  private static Item symbolic(Binary.Kind kind, Item a, Item b) {
    return switch (kind) {
      case ADD -> a.equals(ZERO) ? b : b.equals(ZERO) ? a : Item.Unclear.ITEM;
      case MUL -> a.equals(ONE) ? b : b.equals(ONE) ? a : Item.Unclear.ITEM;
      case SUB -> b.equals(ZERO) ? a : Item.Unclear.ITEM;
      case DIV -> b.equals(ONE) ? a : Item.Unclear.ITEM;
      case MIN, MAX -> a.equals(b) ? a : Item.Unclear.ITEM;
      case EQUAL -> equal(a, b);
      case AND -> a.equals(ZERO) || b.equals(ZERO) ? ZERO : Item.Unclear.ITEM;
      case POW,
          MOD,
          FMOD,
          PRELU,
          OR,
          XOR,
          BITWISE_AND,
          BITWISE_OR,
          BITWISE_XOR,
          SHIFT_LEFT,
          SHIFT_RIGHT ->
          Item.Unclear.ITEM;
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> Item.Unclear.ITEM;
    };
  }

  /// An extent equals itself and no negative number.
  private static Item equal(Item a, Item b) {
    boolean sameSymbol = a instanceof Item.Named && a.equals(b);
    boolean negative =
        (a instanceof Item.Named && b instanceof Item.Whole q && q.value() < 0)
            || (b instanceof Item.Named && a instanceof Item.Whole p && p.value() < 0);
    return sameSymbol ? ONE : negative ? ZERO : Item.Unclear.ITEM;
  }

  static Item unary(Unary.Kind kind, DType dtype, Item x) {
    return switch (x) {
      case Item.Whole whole -> wholeUnary(kind, dtype, whole.value());
      case Item.Real real -> realUnary(kind, dtype, real.value());
      case Item.Named _ -> kind == Unary.Kind.ABS ? x : Item.Unclear.ITEM;
      case Item.Unclear _ -> x;
    };
  }

  @SuppressWarnings("MissingCasesInEnumSwitch")
  private static Item wholeUnary(Unary.Kind kind, DType dtype, long x) {
    return switch (kind) {
      case ABS -> integer(dtype, Math.abs(x));
      case NEG -> integer(dtype, -x);
      case FLOOR, CEIL, ROUND -> new Item.Whole(x);
      case SIGN -> new Item.Whole(Long.signum(x));
      case NOT -> truth(x == 0);
      default -> Item.Unclear.ITEM;
    };
  }

  @SuppressWarnings("MissingCasesInEnumSwitch")
  private static Item realUnary(Unary.Kind kind, DType dtype, double x) {
    return switch (kind) {
      case ABS -> rounded(dtype, Math.abs(x));
      case NEG -> rounded(dtype, -x);
      case FLOOR -> rounded(dtype, Math.floor(x));
      case CEIL -> rounded(dtype, Math.ceil(x));
      case ROUND -> rounded(dtype, Math.rint(x));
      case SQRT -> rounded(dtype, Math.sqrt(x));
      case RECIPROCAL -> rounded(dtype, 1 / x);
      default -> Item.Unclear.ITEM;
    };
  }

  /// Conversion: float to integer truncates, anything to BOOL tests for not 0. An extent stays one
  /// as an integer; the fractions that a float chain may make of it are not followed.
  static Item cast(DType to, Item x) {
    return switch (x) {
      case Item.Whole whole ->
          to.isFloat()
              ? rounded(to, (double) whole.value())
              : to == DType.BOOL ? truth(whole.value() != 0) : integer(to, whole.value());
      case Item.Real real ->
          to.isFloat()
              ? rounded(to, real.value())
              : to == DType.BOOL ? truth(real.value() != 0) : integer(to, (long) real.value());
      case Item.Named _ -> to.isFloat() || to.isInteger() ? x : Item.Unclear.ITEM;
      case Item.Unclear _ -> x;
    };
  }

  private static Item integer(DType dtype, long value) {
    return new Item.Whole(dtype == DType.INT32 ? (int) value : value);
  }

  private static Item rounded(DType dtype, double value) {
    return new Item.Real(dtype == DType.FLOAT32 ? (float) value : value);
  }

  private static Item truth(boolean value) {
    return value ? ONE : ZERO;
  }
}
