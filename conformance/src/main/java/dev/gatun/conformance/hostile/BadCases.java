package dev.gatun.conformance.hostile;

import java.util.ArrayList;
import java.util.List;

/// All named cases of bad input, by the bullets of what Gatun promises: `bad-models.txt` has the
/// models that a text can say, [BadBytes] the files that are no models, [BadSizes] what is far too
/// much; [BadModelFiles], [BadTensorFiles] and [BadLocations] have what lies on a disk, [BadCalls]
/// and [BadRuns] the wrong calls.
public final class BadCases {
  private BadCases() {}

  /// The cases.
  ///
  /// @return more than 800, in groups
  public static List<BadCase> all() {
    List<BadCase> cases = new ArrayList<>(BadBytes.all());
    for (TextTable.Line line : TextTable.read("bad-models.txt")) {
      cases.add(
          BadCase.file(
              line.group(),
              line.name(),
              line.sentence(),
              ModelText.model(line.text()).toByteArray()));
    }
    cases.addAll(BadSizes.all());
    cases.addAll(BadCalls.all());
    cases.addAll(BadLocations.all());
    cases.addAll(BadModelFiles.all());
    cases.addAll(BadTensorFiles.all());
    cases.addAll(BadRuns.all());
    return cases;
  }
}
