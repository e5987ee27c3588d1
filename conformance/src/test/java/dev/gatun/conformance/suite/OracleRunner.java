package dev.gatun.conformance.suite;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.gatun.GatunException;
import dev.gatun.conformance.suite.OracleDatum.Elements;
import dev.gatun.conformance.suite.OracleValues.OutOfReachException;
import dev.gatun.conformance.suite.SuiteCase.DataFiles;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.TensorProto;
import dev.gatun.onnx.proto.TensorShapeProto;
import dev.gatun.onnx.proto.TypeProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Runs cases with ONNX Runtime as a user of its Java API would: default options, one thread.
final class OracleRunner {
  /// How a case ended.
  ///
  /// @param reason why it did not pass, in one line
  record Outcome(OracleVerdict verdict, String reason) {
    static final Outcome PASSED = new Outcome(OracleVerdict.PASSED, "");

    Outcome {
      reason = reason.replaceAll("\\s+", " ").strip();
    }
  }

  /// ONNX's number of the type.
  private static final int FLOAT = 1;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final boolean generous;

  /// A runner.
  ///
  /// @param generous whether inputs that the Java API cannot feed become constants of the model
  OracleRunner(boolean generous) {
    this.generous = generous;
  }

  /// Runs one case. Whatever Java can catch becomes the outcome.
  Outcome run(SuiteCase suiteCase) {
    try {
      for (int i = 0; i < suiteCase.dataSets().size(); i++) {
        String fault = fault(suiteCase, suiteCase.dataSets().get(i));
        if (fault != null) {
          return new Outcome(OracleVerdict.WRONG, "data set " + i + ", " + fault);
        }
      }
      return Outcome.PASSED;
    } catch (OutOfReachException e) {
      return new Outcome(OracleVerdict.OUT_OF_REACH, String.valueOf(e.getMessage()));
    } catch (OrtException e) {
      return new Outcome(OracleVerdict.REFUSED, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return new Outcome(OracleVerdict.REFUSED, e.toString());
    }
  }

  private @Nullable String fault(SuiteCase suiteCase, DataFiles files)
      throws IOException, OrtException, OutOfReachException {
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(suiteCase.model()));
    Map<String, OracleDatum> data = inputs(model, files);
    Map<String, OracleDatum> constants = new LinkedHashMap<>();
    if (generous) {
      data.forEach((name, datum) -> {
        if (!OracleValues.canCreate(datum)) {
          constants.put(name, datum);
        }
      });
      data.keySet().removeAll(constants.keySet());
    }
    try (SessionOptions options = options();
        OrtSession session =
            constants.isEmpty()
                ? environment.createSession(suiteCase.model().toString(), options)
                : environment.createSession(
                    OracleConstants.put(model, constants).toByteArray(), options)) {
      List<OnnxValue> values = new ArrayList<>();
      try {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, OracleDatum> entry : data.entrySet()) {
          OnnxTensor value = OracleValues.create(environment, entry.getValue());
          values.add(value);
          inputs.put(entry.getKey(), value);
        }
        try (Result result = session.run(inputs)) {
          return fault(result, model, files, Tolerance.of(suiteCase.suite()));
        }
      } finally {
        OnnxValue.close(values);
      }
    }
  }

  private static SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
  }

  /// The recorded inputs by name.
  private static Map<String, OracleDatum> inputs(ModelProto model, DataFiles files)
      throws IOException {
    Map<String, OracleDatum> data = new LinkedHashMap<>();
    List<ValueInfoProto> open = inputs(model);
    for (int i = 0; i < open.size(); i++) {
      TypeProto type = open.get(i).getType();
      if (i < files.inputs().size()) {
        data.put(open.get(i).getName(), OracleFiles.read(files.inputs().get(i), type));
      } else if (files.inputs().isEmpty() && type.hasTensorType()) {
        data.put(open.get(i).getName(), ramp(type));
      }
    }
    return data;
  }

  /// The inputs that are no constants; old models list those, too.
  private static List<ValueInfoProto> inputs(ModelProto model) {
    Set<String> constants =
        model.getGraph().getInitializerList().stream()
            .map(TensorProto::getName)
            .collect(Collectors.toSet());
    return model.getGraph().getInputList().stream()
        .filter(input -> !constants.contains(input.getName()))
        .toList();
  }

  /// 0, 1/n, 2/n … as the light models were recorded with.
  private static OracleDatum ramp(TypeProto type) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(FLOAT);
    long size = 1;
    for (TensorShapeProto.Dimension dim : type.getTensorType().getShape().getDimList()) {
      tensor.addDims(dim.getDimValue());
      size *= dim.getDimValue();
    }
    for (long i = 0; i < size; i++) {
      tensor.addFloatData((float) i / (float) size);
    }
    return new Elements(tensor.build());
  }

  private static @Nullable String fault(
      Result result, ModelProto model, DataFiles files, Tolerance tolerance)
      throws IOException, OrtException, OutOfReachException {
    List<OnnxValue> got = new ArrayList<>();
    result.forEach(entry -> got.add(entry.getValue()));
    if (files.outputs().size() > got.size()) {
      return "got " + got.size() + " outputs, required " + files.outputs().size();
    }
    for (int i = 0; i < files.outputs().size(); i++) {
      TypeProto type = model.getGraph().getOutput(i).getType();
      OracleDatum recorded = OracleFiles.read(files.outputs().get(i), type);
      String fault;
      try {
        fault = OracleComparison.fault(OracleValues.read(got.get(i)), recorded, tolerance);
      } catch (GatunException e) {
        fault = String.valueOf(e.getMessage());
      }
      if (fault != null) {
        return "output " + i + ", " + fault;
      }
    }
    return null;
  }
}
