/** Feathers applications with Spring Boot: services as beans, options as properties, and one life cycle. */
@NullMarked
package org.feathers4j.springboot;

import org.jspecify.annotations.NullMarked;
