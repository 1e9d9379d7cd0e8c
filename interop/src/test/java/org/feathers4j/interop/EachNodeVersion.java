package org.feathers4j.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs a test class once for each {@link NodeVersion}, which it gets in a field with {@link org.junit.jupiter.params.Parameter}. Methods with
 * {@link org.junit.jupiter.params.BeforeParameterizedClassInvocation} start the peers of a version. Skipped where there is no Node.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EachNodeVersion.NeedsNode.class)
@ParameterizedClass
@EnumSource(NodeVersion.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@interface EachNodeVersion {

    /** Skips a class before it starts peers. */
    final class NeedsNode implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext tests) {
            NodeModules.require();
        }
    }
}
