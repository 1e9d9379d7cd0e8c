@NullMarked
package org.feathers4j.configuration;

import org.jspecify.annotations.NullMarked;
