package org.feathers4j.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs in parallel with further tests of its class that have this too: for tests that mostly wait for a peer to notice something, on a mesh or hosts of their own. Not for
 * classes: these would run beside each other in one JVM. Not where a Node peer ends while a peer is connected to it: its port may go to one of another mesh.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@interface SideBySide {}
