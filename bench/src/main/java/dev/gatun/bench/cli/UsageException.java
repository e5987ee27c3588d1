package dev.gatun.bench.cli;

/** A command that was called wrongly, where only the model or a file could tell. Exit code 2. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A wrong call.
   *
   * @param message what was got and what is required
   */
  public UsageException(String message) {
    super(message);
  }
}
