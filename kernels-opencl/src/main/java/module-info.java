/** The GPU backend of Gatun. It has no exports: a user reaches it through the API. */
module dev.gatun.kernels.opencl {
  requires dev.gatun.api;
  requires static org.jspecify;

  provides dev.gatun.spi.Backend with
      dev.gatun.kernels.opencl.OpenClBackend;
}
