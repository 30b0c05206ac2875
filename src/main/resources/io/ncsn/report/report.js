'use strict';
const options = JSON.parse(document.getElementById('charts').textContent);
const charts = {};
for (const [id, option] of Object.entries(options)) {
  charts[id] = echarts.init(document.getElementById(id));
  charts[id].setOption(option);
}
window.addEventListener('resize', () => Object.values(charts).forEach(chart => chart.resize()));

const slider = document.getElementById('field-level');
if (slider) {
  const frames = JSON.parse(document.getElementById('field-frames').textContent);
  const show = () => {
    const frame = frames[slider.value];
    document.getElementById('field-sigma').textContent = frame.sigma;
    const arrows = frame.arrows.map(([x, y, degrees, pixels]) =>
      ({value: [x, y], symbolRotate: degrees, symbolSize: [pixels * 0.45, pixels]}));
    charts[slider.dataset.chart].setOption({series: [{}, {data: arrows}]});
  };
  slider.addEventListener('input', show);
  show();
}
