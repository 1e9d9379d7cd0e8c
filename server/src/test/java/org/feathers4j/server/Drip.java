package org.feathers4j.server;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** A body that begins well and then does not go on. */
final class Drip implements Flow.Publisher<ByteBuffer> {

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Flow.Subscription() {
            private boolean begun;

            @Override
            public void request(long count) {
                if (begun) return;
                begun = true;
                subscriber.onNext(ByteBuffer.wrap(new byte[] {'{'}));
            }

            @Override
            public void cancel() {
                begun = true;
            }
        });
    }
}
