@NullMarked
package org.feathers4j.meshpage;

import org.jspecify.annotations.NullMarked;
