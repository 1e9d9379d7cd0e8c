@NullMarked
package org.feathers4j.oauth;

import org.jspecify.annotations.NullMarked;
