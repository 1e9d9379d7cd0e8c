@NullMarked
package org.feathers4j.sockend;

import org.jspecify.annotations.NullMarked;
