@NullMarked
package org.feathers4j.micrometer;

import org.jspecify.annotations.NullMarked;
