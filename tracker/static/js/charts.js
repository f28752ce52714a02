// Pictures drawn from the tables that stand below them: same numbers, same links, told apart by pattern and word, too.
(function () {
  "use strict";

  const MANY_ROWS = 8;
  const ROW_PX = 30;
  const LONG_NAME_PX = 170;
  const SHORT_NAME_PX = 96; // what does not fit stands in the table below
  const SCALE = 2; // a picture for a screen of today, or for paper

  const style = getComputedStyle(document.documentElement);
  const value = (name) => style.getPropertyValue("--" + name).trim();
  const INK = value("ink-2");
  const LINE = value("line");
  const TEXT = { fontFamily: value("sans"), fontSize: 13, color: INK };

  // White on the colours of the states, each another shape: told apart without colour, and on grey paper.
  const WHITE = "rgba(255, 255, 255, 0.42)";
  const slanting = (degrees, across) => ({ color: WHITE, symbol: "rect", dashArrayX: [1, 0], dashArrayY: across, rotation: (degrees * Math.PI) / 180 });
  const dotted = (size, every) => ({ color: WHITE, symbol: "circle", symbolSize: size, dashArrayX: [[every, every], [0, every, every, 0]], dashArrayY: [every, 0] });
  const PATTERNS = [slanting(-45, [2, 9]), dotted(0.7, 7), slanting(45, [2, 5]), { color: WHITE, symbol: "rect", symbolSize: 0.8, dashArrayX: [[8, 8], [0, 8, 8, 0]], dashArrayY: [6, 0] }];

  // ---- the table

  function numberOf(cell) {
    return cell.dataset.value === undefined ? null : Number(cell.dataset.value);
  }

  function read(figure) {
    const heads = Array.from(figure.querySelectorAll("thead th"));
    const series = heads.map((head, at) => ({ at: at, tone: head.dataset.tone, label: head.textContent })).filter((one) => one.tone);
    const rows = Array.from(figure.querySelectorAll("tbody tr")).map((row) => {
      const link = row.querySelector("a");
      return {
        label: row.cells[0].textContent.trim(),
        day: row.dataset.day,
        url: link && link.href,
        values: series.map((one) => numberOf(row.cells[one.at])),
      };
    });
    return { series: series, rows: rows };
  }

  // ---- the shapes

  function common(table) {
    return {
      animation: false,
      textStyle: TEXT,
      color: table.series.map((one) => value(one.tone)),
      aria: { enabled: true, label: { enabled: false }, decal: { show: table.series.length > 1, decals: PATTERNS } },
      legend: { bottom: 0, itemWidth: 22, itemHeight: 13, textStyle: TEXT, data: table.series.map((one) => one.label) },
      tooltip: { renderMode: "richText", trigger: "axis", axisPointer: { type: "shadow" }, confine: true, textStyle: TEXT },
      grid: { left: 8, right: 20, top: 14, bottom: 46, containLabel: true },
    };
  }

  function axes(table, lying, names) {
    const words = {
      type: "category",
      data: table.rows.map((row) => row.label),
      inverse: lying,
      axisLabel: { color: INK, width: lying ? names : undefined, overflow: "truncate" },
      axisLine: { lineStyle: { color: LINE } },
      axisTick: { show: false },
    };
    const numbers = { type: "value", minInterval: 1, axisLabel: { color: INK }, splitLine: { lineStyle: { color: LINE } } };
    return lying ? { xAxis: numbers, yAxis: words } : { xAxis: words, yAxis: numbers };
  }

  function bars(table, lying, wide) {
    const series = table.series.map((one, at) => ({
      type: "bar",
      name: one.label,
      stack: lying ? "all" : undefined,
      barMaxWidth: 26,
      data: table.rows.map((row) => row.values[at]),
    }));
    return Object.assign(common(table), axes(table, lying, wide ? LONG_NAME_PX : SHORT_NAME_PX), { series: series });
  }

  function lines(table) {
    const series = table.series.map((one, at) => ({
      type: "line",
      name: one.label,
      data: table.rows.map((row) => row.values[at]),
      symbol: at ? "none" : "circle",
      symbolSize: 7,
      lineStyle: { width: at ? 2 : 3, type: at ? "dashed" : "solid" },
    }));
    return Object.assign(common(table), axes(table, false), { series: series });
  }

  function calendar(table, wide) {
    const days = table.rows.map((row) => [row.day, row.values[0]]);
    const last = days[days.length - 1][0];
    const end = new Date(Number(last.slice(0, 4)), Number(last.slice(5, 7)), 0).getDate();
    return {
      animation: false,
      textStyle: TEXT,
      tooltip: { renderMode: "richText", confine: true, textStyle: TEXT, formatter: (one) => one.value[0] + "　" + one.value[1] + " 项到期" },
      visualMap: {
        type: "piecewise",
        orient: "horizontal",
        left: "center",
        bottom: 0,
        textStyle: TEXT,
        pieces: [
          { value: 1, label: "1 项", color: value("warn-soft") },
          { value: 2, label: "2 项", color: value("warn-line") },
          { gte: 3, label: "3 项以上", color: "#d9a441" },
        ],
      },
      calendar: {
        top: 30,
        left: 34,
        right: 8,
        bottom: 44,
        cellSize: [wide ? "auto" : 15, "auto"],
        range: [days[0][0].slice(0, 7) + "-01", last.slice(0, 7) + "-" + end],
        dayLabel: { firstDay: 1, nameMap: ["日", "一", "二", "三", "四", "五", "六"], color: INK },
        monthLabel: { nameMap: Array.from({ length: 12 }, (_, at) => at + 1 + "月"), color: INK },
        yearLabel: { show: false },
        itemStyle: { color: value("card"), borderColor: LINE },
        splitLine: { lineStyle: { color: value("line-3"), width: 1 } },
      },
      series: [
        {
          type: "heatmap",
          coordinateSystem: "calendar",
          data: days,
          itemStyle: { borderColor: value("warn"), borderWidth: 1 },
          label: { show: true, color: value("ink"), formatter: (one) => String(one.value[1]) },
        },
      ],
    };
  }

  const SHAPES = {
    lines: lines,
    stacked: (table, wide) => bars(table, true, wide),
    columns: (table) => bars(table, false),
    calendar: calendar,
  };

  // ---- drawing, pressing, saving

  function draw(figure) {
    const table = read(figure);
    const canvas = figure.querySelector(".chart-canvas");
    const shape = figure.dataset.chart;
    if (!table.rows.length) return;
    if (shape === "stacked" && table.rows.length > MANY_ROWS) canvas.style.height = table.rows.length * ROW_PX + 80 + "px";
    const chart = window.echarts.init(canvas, null, { renderer: "svg", locale: "ZH" });
    chart.setOption(SHAPES[shape](table, canvas.clientWidth > 460));
    chart.on("click", (pressed) => {
      const row = table.rows[pressed.dataIndex];
      if (row && row.url) window.location.assign(row.url);
    });
    window.addEventListener("resize", () => chart.resize());
    figure.querySelector("details").open = false;
    const save = figure.querySelector("[data-chart-save]");
    save.addEventListener("click", () => download(canvas, figure.querySelector("h2").textContent));
  }

  function download(drawn, name) {
    const image = new Image();
    image.addEventListener("load", () => {
      const paper = document.createElement("canvas");
      paper.width = drawn.clientWidth * SCALE;
      paper.height = drawn.clientHeight * SCALE;
      const pen = paper.getContext("2d");
      pen.fillStyle = "#ffffff";
      pen.fillRect(0, 0, paper.width, paper.height);
      pen.drawImage(image, 0, 0, paper.width, paper.height);
      const link = document.createElement("a");
      link.download = name + ".png";
      link.href = paper.toDataURL("image/png");
      document.body.append(link);
      link.click();
      link.remove();
    });
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(drawn.querySelector("svg").outerHTML);
  }

  window.addEventListener("beforeprint", () => {
    document.querySelectorAll(".chart-numbers").forEach((one) => {
      one.open = true;
    });
  });
  document.querySelectorAll("[data-chart]").forEach(draw);
})();
