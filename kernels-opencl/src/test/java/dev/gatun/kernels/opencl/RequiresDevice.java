package dev.gatun.kernels.opencl;

import dev.gatun.spi.Usability;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips a class of tests, JUnit's or jqwik's, where there is no OpenCL device. One line of the
/// test JVM's output says why.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(RequiresDevice.Condition.class)
@AddLifecycleHook(value = RequiresDevice.Hook.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
public @interface RequiresDevice {
  /// Why tests are skipped, or nothing.
  final class Absence {
    static final String REASON = find();

    private Absence() {}

    private static String find() {
      Usability usability = new OpenClBackend().usability();
      if (usability.usable()) {
        return "";
      }
      String reason = "tests of OpenCL kernels are skipped: " + usability.description();
      System.out.println(reason);
      return reason;
    }
  }

  /// For JUnit.
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return Absence.REASON.isEmpty()
          ? ConditionEvaluationResult.enabled("there is a device")
          : ConditionEvaluationResult.disabled(Absence.REASON);
    }
  }

  /// For jqwik.
  final class Hook implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
      return Absence.REASON.isEmpty() ? SkipResult.doNotSkip() : SkipResult.skip(Absence.REASON);
    }
  }
}
