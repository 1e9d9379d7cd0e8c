@NullMarked
package org.feathers4j.examples.demo;

import org.jspecify.annotations.NullMarked;
