package dev.sluice.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the definition that [SluiceExtension] hands to a test as a [Machine].
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Definition {
    /// The file, from the directory in which tests run.
    String value();

    /// A mock file whose scripts the machine gets; empty for none.
    String mocks() default "";

    /// The machine's name in the mock file; empty for its only one.
    String machine() default "";

    /// The test case in the mock file; empty for the machine's only one.
    String testCase() default "";
}
