package org.feathers4j.springboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.TestPropertySource;

/**
 * Starts the application for the tests of a class: on a free port of the loopback, alone on no mesh, and without Spring's web server.
 *
 * <pre>{@code
 * @FeathersTest
 * class TodosTest {
 *     @Autowired Application app;
 *     @LocalFeathersPort int port;
 * }
 * }</pre>
 *
 * <p>As with {@code @SpringBootTest}, classes with the same configuration share one application, which ends with the tests.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@TestPropertySource(
        properties = {"feathers.server.port=0", "feathers.server.host=127.0.0.1", "feathers.distribution.enabled=false"
        })
public @interface FeathersTest {
    /** Further properties, as {@code name=value}. */
    @AliasFor(annotation = SpringBootTest.class, attribute = "properties")
    String[] properties() default {};

    /** The configuration; the application that is found from the package of the test unless set. */
    @AliasFor(annotation = SpringBootTest.class, attribute = "classes")
    Class<?>[] classes() default {};
}
