@NullMarked
package org.feathers4j.openapi;

import org.jspecify.annotations.NullMarked;
