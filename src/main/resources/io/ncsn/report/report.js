'use strict';
const options = JSON.parse(document.getElementById('charts').textContent);
const theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : null;
const charts = {};

const pen = document.createElement('canvas').getContext('2d');

// A name in so many pixels. Columns and levels often differ in their last characters alone, so both ends are kept.
function shortened(name, pixels, fontSize) {
  const letters = [...String(name)];
  pen.font = `${fontSize}px sans-serif`;
  let text = letters.join('');
  for (let kept = letters.length - 1; kept > 1 && pen.measureText(text).width > pixels; kept--) {
    const end = Math.floor(kept / 2);
    text = letters.slice(0, kept - end).join('') + '…' + letters.slice(letters.length - end).join('');
  }
  return text;
}

// What JSON cannot hold: functions that write labels and tooltips. Tooltips of maps name both columns.
function complete(option) {
  const [x, y] = [option.xAxis, option.yAxis].map(axes => [].concat(axes)[0]);
  for (const label of [x?.axisLabel, y?.axisLabel]) {
    if (label?.overflow) {
      const {width, fontSize = 12} = label;
      label.formatter = name => shortened(name, width, fontSize);
      delete label.overflow; // cuts the end
    }
  }
  if ([].concat(option.series).some(series => series?.type === 'heatmap')) {
    option.tooltip.formatter = ({value: [i, j, share]}) => [x.data[i], y.data[j], share].join('\n');
  }
}

for (const [id, option] of Object.entries(options)) {
  complete(option);
  option.backgroundColor = 'transparent';
  charts[id] = echarts.init(document.getElementById(id), theme);
  charts[id].setOption(option);
}
window.addEventListener('resize', () => Object.values(charts).forEach(chart => chart.resize()));

const images = JSON.parse(document.getElementById('images')?.textContent ?? '[]');

// A picture that covers a chart's plot from corner to corner.
function backdrop(image, [x0, y0, x1, y1]) {
  return {
    id: 'backdrop', type: 'custom', silent: true, z: 1, data: image ? [[x0, y0]] : [],
    renderItem: (params, api) => {
      const [left, bottom] = api.coord([x0, y0]);
      const [right, top] = api.coord([x1, y1]);
      return {type: 'image', style: {image, x: left, y: top, width: right - left, height: bottom - top}};
    },
  };
}

function show(frame, extent) {
  for (const [id, {image, arrows, points}] of Object.entries(frame.charts)) {
    const series = [backdrop(images[image], extent)];
    if (arrows) {
      series.push({id: 'arrows', data: arrows.map(([x, y, degrees, pixels]) =>
        ({value: [x, y], symbolRotate: degrees, symbolSize: [pixels * 0.4, pixels]}))});
    }
    if (points) series.push({id: 'moving', data: points});
    charts[id].setOption({series});
  }
}

const FRAME_MILLISECONDS = 120;
for (const player of document.querySelectorAll('.player')) {
  const {extent, frames} = JSON.parse(player.querySelector('script').textContent);
  const slider = player.querySelector('input');
  if (!slider) {
    show(frames[0], extent);
    continue;
  }
  const button = player.querySelector('button');
  let timer = null;
  const go = index => {
    slider.value = index;
    player.querySelector('output').textContent = frames[index].label;
    show(frames[index], extent);
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
    button.textContent = '▶';
    button.setAttribute('aria-label', 'Play');
  };
  const step = () => {
    const next = Number(slider.value) + 1;
    if (next < frames.length) go(next); else stop();
  };
  button.addEventListener('click', () => {
    if (timer) { stop(); return; }
    if (Number(slider.value) === frames.length - 1) go(0);
    timer = setInterval(step, Math.max(FRAME_MILLISECONDS, 6000 / frames.length));
    button.textContent = '❚❚';
    button.setAttribute('aria-label', 'Pause');
  });
  slider.addEventListener('input', () => { stop(); go(Number(slider.value)); });
  go(Number(player.dataset.first));
}
