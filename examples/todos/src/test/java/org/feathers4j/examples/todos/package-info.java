@NullMarked
package org.feathers4j.examples.todos;

import org.jspecify.annotations.NullMarked;
