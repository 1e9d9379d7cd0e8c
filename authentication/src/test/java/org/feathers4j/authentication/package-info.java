@NullMarked
package org.feathers4j.authentication;

import org.jspecify.annotations.NullMarked;
