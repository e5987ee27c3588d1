package dev.gatun.bench;

/** The command line of Gatun. */
public final class Main {
  private Main() {}

  /**
   * Runs a command.
   *
   * @param args the command line's words
   */
  public static void main(String[] args) {
    System.out.println("gatun 0.1.0-SNAPSHOT");
  }
}
