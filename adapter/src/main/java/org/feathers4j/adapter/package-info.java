/**
 * What services over databases and other stores share, as {@code @feathersjs/adapter-commons} does in Node: sizes of pages, and the guard that looks at the queries
 * of clients.
 */
@NullMarked
package org.feathers4j.adapter;

import org.jspecify.annotations.NullMarked;
