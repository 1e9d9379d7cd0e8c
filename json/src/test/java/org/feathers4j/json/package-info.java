@NullMarked
package org.feathers4j.json;

import org.jspecify.annotations.NullMarked;
