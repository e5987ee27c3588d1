package dev.gatun.conformance.suite;

import dev.gatun.UnsupportedOperatorException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What Gatun does not set out to do: it infers, on tensors of numbers.
final class Applicability {
  private static final Set<String> OPTIMISERS = Set.of("Adagrad", "Adam", "Momentum", "Gradient");
  private static final Set<String> RANDOM =
      Set.of(
          "Bernoulli",
          "RandomNormal",
          "RandomNormalLike",
          "RandomUniform",
          "RandomUniformLike",
          "Multinomial");
  private static final Set<String> SEQUENCES =
      Set.of(
          "ConcatFromSequence",
          "SequenceAt",
          "SequenceConstruct",
          "SequenceEmpty",
          "SequenceErase",
          "SequenceInsert",
          "SequenceLength",
          "SequenceMap",
          "SplitToSequence");
  private static final Set<String> TEXT =
      Set.of(
          "StringConcat",
          "StringNormalizer",
          "StringSplit",
          "RegexFullMatch",
          "TfIdfVectorizer",
          "ImageDecoder");

  /// Names of cases that say what they are about, whatever operators they use.
  private static final Map<Pattern, String> NAMES =
      Map.of(
          Pattern.compile("test_(strnorm|string_|regex_|tfidfvectorizer|.*_string).*"), "strings",
          Pattern.compile(
                  "test_(sequence_|.*_sequence|.*_seq$|split_to_sequence|identity_sequence).*"),
              "sequences",
          Pattern.compile("test_(optional_|.*_opt$).*"), "optional values",
          Pattern.compile("test_image_decoder.*"), "image files",
          Pattern.compile("test_ai_onnx_ml_.*"), "domain ai.onnx.ml");

  private Applicability() {}

  /// Why a case is none of ours by its name.
  static @Nullable String reason(SuiteCase suiteCase) {
    for (Map.Entry<Pattern, String> rule : NAMES.entrySet()) {
      if (rule.getKey().matcher(suiteCase.name()).matches()) {
        return rule.getValue();
      }
    }
    return null;
  }

  /// Why a model is none of ours by what it uses.
  static @Nullable String reason(List<UnsupportedOperatorException.Use> uses) {
    for (UnsupportedOperatorException.Use use : uses) {
      String operator = use.operator();
      String reason = reason(operator, use.reason().toLowerCase(Locale.ROOT));
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }

  private static @Nullable String reason(String operator, String why) {
    if (operator.contains("ai.onnx.ml")) {
      return "domain ai.onnx.ml";
    } else if (operator.contains("training") || why.contains("training")) {
      return "training";
    } else if (OPTIMISERS.contains(operator)) {
      return "an optimiser";
    } else if (RANDOM.contains(operator)) {
      return "random numbers";
    } else if (TEXT.contains(operator) || why.contains("string")) {
      return "strings";
    } else if (SEQUENCES.contains(operator) || why.contains("sequence type")) {
      return "sequences";
    } else if (operator.startsWith("Optional") || why.contains("optional type")) {
      return "optional values";
    }
    return null;
  }
}
