package serai.check.expressions;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.Rule;
import serai.check.walk.SampleWalk;
import serai.check.walk.WalkResult;

import java.util.stream.Stream;

/** A step that reads only the first record, where a batch may have several. */
final class BatchIsRead implements Rule {

    @Override
    public String id() {
        return "batch-of-several";
    }

    @Override
    public String meaning() {
        return "A step makes a document of one record, or reads the first record only, where the destination's route gets "
                + "batches of "
                + "several: the others would be refused, have what the first has, or be missing.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return SampleWalk.of(configuration).firstOnly.stream().map(one -> {
            String expression = one.expression();
            String cause = "this %s, and the route gets batches of several".formatted(one.what());
            String remedy = "set batchSize: \"1\" where the route begins, or divide the batch by split";
            return expression == null ? error(configuration.place(one.step()), cause, remedy)
                    : warning(place(configuration, one, expression), cause, remedy);
        });
    }

    private static Place place(Configuration configuration, WalkResult.FirstOnly one, String expression) {
        return configuration.find(one.step(), item -> expression.equals(item.text().orElse(null)))
                .map(found -> found.file().place(found.item(), Math.max(0, expression.indexOf("body"))))
                .orElseGet(() -> configuration.place(one.step()));
    }
}
