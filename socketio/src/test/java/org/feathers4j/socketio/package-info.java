@NullMarked
package org.feathers4j.socketio;

import org.jspecify.annotations.NullMarked;
