package org.feathers4j.architecture.left;

import java.net.Socket;
import java.net.URI;
import java.util.List;

import org.assertj.core.api.SoftAssertions;
import org.feathers4j.architecture.right.Right;

/** Uses another module, a library, the network, and what is free for all. */
public record Left(Right right, SoftAssertions library, Socket socket, URI address, List<int[][]> numbers) {}
