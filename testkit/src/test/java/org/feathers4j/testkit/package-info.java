@NullMarked
package org.feathers4j.testkit;

import org.jspecify.annotations.NullMarked;
