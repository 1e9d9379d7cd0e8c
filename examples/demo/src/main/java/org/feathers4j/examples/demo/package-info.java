/** What runs the todo mesh from outside: processes, a client, load, and what a person sees of it. */
@NullMarked
package org.feathers4j.examples.demo;

import org.jspecify.annotations.NullMarked;
