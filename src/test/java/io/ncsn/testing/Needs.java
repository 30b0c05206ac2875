package io.ncsn.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A test, or a class of tests, that is skipped where the machine lacks a tool. One line on standard
 * error says what was not tested and how to test it.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Needs.Condition.class)
public @interface Needs {
  /** What the test cannot do without. */
  Tool value();

  /** What is not tested without it, in words that end the sentence "Not tested: ...". */
  String toTest();

  /** Decides by what the machine has. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return context
          .getElement()
          .flatMap(element -> AnnotationSupport.findAnnotation(element, Needs.class))
          .map(Condition::evaluate)
          .orElseGet(() -> ConditionEvaluationResult.enabled("needs nothing"));
    }

    private static ConditionEvaluationResult evaluate(Needs needs) {
      Tool tool = needs.value();
      if (tool.isThere()) {
        return ConditionEvaluationResult.enabled(tool + " is there");
      }
      String line = "Not tested: %s. To test it: %s".formatted(needs.toTest(), tool.remedy());
      if (tool.isRequired()) {
        throw new AssertionError(line);
      }
      System.err.println("[WARNING] " + line);
      return ConditionEvaluationResult.disabled(line);
    }
  }
}
