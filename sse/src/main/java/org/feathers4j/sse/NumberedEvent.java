package org.feathers4j.sse;

/** An event of one stream, whose events are numbered from 1 on. */
record NumberedEvent(long number, SseEvent event) {}
