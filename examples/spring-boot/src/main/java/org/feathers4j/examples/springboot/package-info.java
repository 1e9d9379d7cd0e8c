/** An application with Spring Boot. */
@NullMarked
package org.feathers4j.examples.springboot;

import org.jspecify.annotations.NullMarked;
