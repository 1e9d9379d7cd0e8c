/** Tests against real Node peers, and what drives those: {@link org.feathers4j.interop.NodePeer}. */
@NullMarked
package org.feathers4j.interop;

import org.jspecify.annotations.NullMarked;
