@NullMarked
package org.feathers4j.opentelemetry;

import org.jspecify.annotations.NullMarked;
