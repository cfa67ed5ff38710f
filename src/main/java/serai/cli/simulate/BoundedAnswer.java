package serai.cli.simulate;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads the text of an answer. If the answer is longer than a limit, reading fails, and the rest is not read. */
final class BoundedAnswer implements BodySubscriber<String> {

    private final int most;
    private final ByteArrayOutputStream come = new ByteArrayOutputStream();
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    private BoundedAnswer(int most) {
        this.most = most;
    }

    /** @param most greatest length of the answer, in bytes */
    static BodyHandler<String> ofAtMost(int most) {
        return (HttpResponse.ResponseInfo head) -> new BoundedAnswer(most);
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> some) {
        for (ByteBuffer part : some) {
            if (come.size() + part.remaining() > most) {
                if (subscription != null) {
                    subscription.cancel();
                }
                text.completeExceptionally(
                        new IOException("the answer has more than %s bytes; check the address"
                                .formatted(most)));
                return;
            }
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            come.writeBytes(bytes);
        }
    }

    @Override
    public void onError(Throwable failure) {
        text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        text.complete(come.toString(StandardCharsets.UTF_8));
    }
}
