package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.feathers4j.json.JsonException;
import org.feathers4j.json.JsonLimits;

/** What Jazzer calls with bytes of its own making: a stream of frames, cut in two places. Whatever comes, it is a frame or a {@link ProtocolException}. */
public final class FuzzedFrames {
    private FuzzedFrames() {}

    public static void fuzzerTestOneInput(byte[] stream) {
        List<String> whole = read(stream, stream.length);
        int cut = stream.length == 0 ? 0 : (stream[0] & 0xff) % stream.length;
        List<String> cutStream = read(stream, cut);
        if (!whole.equals(cutStream)) throw new AssertionError("%s, but cut: %s".formatted(whole, cutStream));
    }

    private static List<String> read(byte[] stream, int cut) {
        var seen = new ArrayList<String>();
        var decoder = new AmpDecoder(1 << 16);
        try {
            decoder.decode(ByteBuffer.wrap(stream, 0, cut), frame -> seen.add(describe(frame)));
            decoder.decode(ByteBuffer.wrap(stream, cut, stream.length - cut), frame -> seen.add(describe(frame)));
        } catch (ProtocolException broken) {
            seen.add("broken");
        }
        return seen;
    }

    private static String describe(AmpFrame frame) {
        var text = new StringBuilder();
        for (int i = 0; i < frame.size(); i++) {
            AmpArgument each = frame.argument(i);
            try {
                text.append(each.read(JsonLimits.DEFAULT) instanceof byte[] bytes ? bytes.length : each.bytes());
                each.view(JsonLimits.DEFAULT);
            } catch (JsonException invalid) {
                text.append("invalid");
            }
        }
        AxonRequest.of(frame).map(AxonRequest::wellFormed).ifPresent(text::append);
        text.append(AxonReply.of(frame).getClass().getSimpleName());
        return text.toString();
    }
}
