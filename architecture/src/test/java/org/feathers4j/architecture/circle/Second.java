package org.feathers4j.architecture.circle;

import java.util.List;

/** Depends on the next one by a type argument only. */
public record Second(List<Third> thirds) {}
