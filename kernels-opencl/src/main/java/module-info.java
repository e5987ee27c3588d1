/** The GPU backend of Gatun. It has no exports: a user reaches it through the API. */
@SuppressWarnings("requires-automatic") // JOCL has no descriptor
module dev.gatun.kernels.opencl {
  requires dev.gatun.api;
  requires jocl;
  requires static org.jspecify;

  provides dev.gatun.spi.Backend with
      dev.gatun.kernels.opencl.OpenClBackend;
}
