# Reference values for memlit.statistics from R, one line a value: case,field,source,value.
# Run by reference.py, which passes a file of the data (R vectors by name).
suppressMessages({library(car); library(coin)})
sys.source(commandArgs(trailingOnly = TRUE)[1], envir = globalenv())

put <- function(case, source, ...) {
  values <- unlist(list(...))
  cat(sprintf("%s,%s,%s,%.17g\n", case, names(values), source, values), sep = "")
}

# several classes
count <- data.frame(y = spray_y, g = factor(spray_g))
put("welch_anova", "stats::oneway.test", with(oneway.test(y ~ g, count),
    c(statistic = statistic[[1]], df = parameter[[1]], df2 = parameter[[2]], p = p.value)))
put("kruskal", "stats::kruskal.test", with(kruskal.test(y ~ g, count),
    c(statistic = statistic[[1]], df = parameter[[1]], p = p.value)))
put("fligner", "stats::fligner.test", with(fligner.test(y ~ g, count),
    c(statistic = statistic[[1]], df = parameter[[1]], p = p.value)))
levene <- leveneTest(y ~ g, count, center = median)
put("brown_forsythe", "car::leveneTest", statistic = levene[1, 2], df = levene[1, 1], df2 = levene[2, 1], p = levene[1, 3])
put("holm", "stats::p.adjust", setNames(p.adjust(p_values, "holm"), paste0("p", seq_along(p_values))))

# two samples
brunner <- function(x, y) {
  n1 <- length(x); n2 <- length(y); r <- rank(c(x, y)); r1 <- r[1:n1]; r2 <- r[-(1:n1)]
  v1 <- sum((r1 - rank(x) - mean(r1) + (n1 + 1) / 2)^2) / (n1 - 1)
  v2 <- sum((r2 - rank(y) - mean(r2) + (n2 + 1) / 2)^2) / (n2 - 1)
  statistic <- n1 * n2 * (mean(r2) - mean(r1)) / (n1 + n2) / sqrt(n1 * v1 + n2 * v2)
  df <- (n1 * v1 + n2 * v2)^2 / ((n1 * v1)^2 / (n1 - 1) + (n2 * v2)^2 / (n2 - 1))
  effect <- (mean(r2) - (n2 + 1) / 2) / n1
  se <- sqrt(v1 / (n1 * n2^2) + v2 / (n2 * n1^2))
  logit <- qlogis(effect) + c(-1, 1) * qnorm(0.975) * se / (effect * (1 - effect))
  c(estimate = effect, se = se, statistic = statistic, df = df, p = 2 * pt(-abs(statistic), df),
    low = plogis(logit[1]), high = plogis(logit[2]))
}
formula <- "R: Brunner and Munzel 2000"
samples <- list(pain = list(pain_x, pain_y), membrane = list(term, early), apart = list(apart_x, apart_y),
                tied = list(tied_x, tied_y))
for (name in names(samples)) {
  x <- samples[[name]][[1]]; y <- samples[[name]][[2]]
  if (name != "apart") put(paste("brunner_munzel", name), formula, brunner(x, y))
  both <- data.frame(y = c(x, y), g = factor(rep(1:2, c(length(x), length(y)))))
  put(paste("mann_whitney_exact", name), "coin::wilcox_test", p = as.numeric(pvalue(coin::wilcox_test(y ~ g, both,
      distribution = "exact"))))
  put(paste("hodges_lehmann", name), "R: outer", estimate = median(outer(x, y, "-")))
}
for (name in c("membrane", "apart")) {
  found <- wilcox.test(samples[[name]][[1]], samples[[name]][[2]], exact = TRUE, conf.int = TRUE)
  put(paste("hodges_lehmann", name), "stats::wilcox.test",
      low = found$conf.int[1], high = found$conf.int[2])
}
pooled_values <- c(term, early); m <- length(early)
labels <- combn(length(pooled_values), m)
reference <- abs(brunner(term, early)[["statistic"]])
reached <- apply(labels, 2, function(i) { s <- abs(brunner(pooled_values[-i], pooled_values[i])[["statistic"]])
  is.nan(s) || s >= reference * (1 - 1e-12) })
put("brunner_munzel_permuted membrane", "R: all labellings", p = mean(reached))

# permutation of labels
observed <- oneway.test(three_y ~ three_g)$statistic[[1]]
hobserved <- kruskal.test(three_y, factor(three_g))$statistic[[1]]
orders <- list(); n <- length(three_y); sizes <- as.vector(table(three_g))
for (a in asplit(combn(n, sizes[1]), 2)) { rest <- setdiff(1:n, a)
  for (b in asplit(combn(rest, sizes[2]), 2)) orders[[length(orders) + 1]] <- list(a, b, setdiff(rest, b)) }
order_labels <- rep(1:3, sizes)
f_values <- sapply(orders, function(o) oneway.test(three_y[unlist(o)] ~ order_labels)$statistic[[1]])
h_values <- sapply(orders, function(o) kruskal.test(three_y[unlist(o)], factor(order_labels))$statistic[[1]])
put("permute_papers welch", "R: all labellings", statistic = observed, p = mean(f_values >= observed * (1 - 1e-12)))
put("permute_papers kruskal", "R: all labellings", statistic = hobserved, p = mean(h_values >= hobserved * (1 - 1e-12)))

# medians
rank <- qbinom(0.025, length(median_y), 0.5)
put("median_interval_exact", "stats::qbinom", low = sort(median_y)[rank], high = sort(median_y)[length(median_y) + 1 - rank],
    achieved = 1 - 2 * pbinom(rank - 1, length(median_y), 0.5))
all_medians <- function(x) { g <- as.matrix(expand.grid(x, x, x, x)); apply(g, 1, median) }
a <- all_medians(rank_a); b <- all_medians(rank_b)
put("rank_probabilities", "R: all resamples", first = mean(outer(a, b, "<")) + mean(outer(a, b, "==")) / 2)

# counts
for (pair in list(c(0, 32), c(3, 20), c(20, 20))) put(paste("clopper_pearson", pair[1], pair[2]), "stats::binom.test",
    low = binom.test(pair[1], pair[2])$conf.int[1], high = binom.test(pair[1], pair[2])$conf.int[2])
# inputs, measured levels
put("smallest_exact_p", "R: choose", p = 2 / choose(17, 8))
ratio <- log10(reader_a) - log10(reader_b)
put("extraction_error", "R: closed form", median_absolute = median(abs(ratio)),
    reading_sd = sqrt(mean(ratio^2) / 2))
put("eta_squared", "stats::anova", share = with(anova(lm(y ~ g, count)), `Sum Sq`[1] / sum(`Sum Sq`)))
level_centre <- function(v) v - ave(v, cell_level)
w1 <- level_centre(write_one); w2 <- level_centre(write_two)
between <- sum((w1 + w2)^2) / 2; within <- sum((w1 - w2)^2) / 2
put("two_write_components", "R: one-way ICC", estimate = (between - within) / (between + within), pearson = cor(w1, w2))
