@NullMarked
package org.feathers4j.hooks;

import org.jspecify.annotations.NullMarked;
