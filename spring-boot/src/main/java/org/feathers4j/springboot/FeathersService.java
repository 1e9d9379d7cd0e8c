package org.feathers4j.springboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Registers a bean as a service of the application. On the class of the bean or on the method that makes it:
 *
 * <pre>{@code
 * @Bean
 * @FeathersService("todos")
 * SqlService todos(SqlDatabase database) {
 *     return SqlService.create(o -> o.database(database).table("todos"));
 * }
 * }</pre>
 *
 * <p>The bean must be an {@link org.feathers4j.Service}; otherwise the application does not start. Services are registered in the order of their beans when all beans are there, and set up when the
 * application starts to listen. A class with this annotation needs {@code @Component} too, to be found.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface FeathersService {
    /** The path, as in {@link org.feathers4j.Application#use}, for instance {@code todos} or {@code users/:userId/todos}. */
    String value();
}
