@NullMarked
package org.feathers4j.channels;

import org.jspecify.annotations.NullMarked;
