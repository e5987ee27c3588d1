package dev.gatun.bench.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the pom gave this build, and the Java that runs it. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "gatun " + ofBuild(), "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
    };
  }

  /**
   * The version of this build.
   *
   * @return such as {@code 0.1.0}
   */
  public static String ofBuild() {
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
