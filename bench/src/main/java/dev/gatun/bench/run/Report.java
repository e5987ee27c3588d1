package dev.gatun.bench.run;

/** Where answers go. */
interface Report {
  /**
   * Before the first answer.
   *
   * @param model what runs
   * @param engine what it runs on
   */
  void begin(String model, String engine);

  /** One answer, in the order of the samples. */
  void answer(Answer answer);

  /** After the last answer. */
  void end();
}
