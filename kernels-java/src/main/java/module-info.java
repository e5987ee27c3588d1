/** The CPU backend of Gatun. It has no exports: a user reaches it through the API. */
module dev.gatun.kernels.java {
  requires dev.gatun.api;
  requires static java.management;
  requires static jdk.incubator.vector;
  requires static jdk.management;
  requires static org.jspecify;

  provides dev.gatun.spi.Backend with
      dev.gatun.kernels.java.JavaBackend;
}
